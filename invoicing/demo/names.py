"""Who deals with the demo company, what it sells, and how it numbers its papers."""

# name, street, postcode, town, country, language
CUSTOMERS = """
Bergslagens Mekaniska AB|Hammarvägen 12|711 30|Lindesberg|SE|sv
Norrtull Cykel AB|Kajgatan 4|761 30|Norrtälje|SE|sv
Säters Snickeri AB|Bruksgatan 21|783 30|Säter|SE|sv
Malmö Montage AB|Industrigatan 33|212 28|Malmö|SE|sv
Umeå Marinservice AB|Strandgatan 7|903 33|Umeå|SE|sv
Kiruna Grus och Berg AB|Lastvägen 2|981 38|Kiruna|SE|sv
Vätterns Båtvarv AB|Hamngatan 18|561 32|Huskvarna|SE|sv
Kalmar Ventilation AB|Verkstadsgatan 9|392 39|Kalmar|SE|sv
Gotlands Lantmaskiner AB|Hästgatan 5|621 56|Visby|SE|sv
Lunds Laboratorieteknik AB|Forskarvägen 3|223 70|Lund|SE|sv
Uppsala Golv & Kakel AB|Fålhagsgatan 14|753 23|Uppsala|SE|sv
Borås Textilmaskiner AB|Väverigatan 11|504 32|Borås|SE|sv
Östersunds Hiss AB|Köpmangatan 29|831 30|Östersund|SE|sv
Trollhättans Plåt AB|Slussgatan 6|461 30|Trollhättan|SE|sv
Aarhus Køl og Frys ApS|Havnegade 41|8000|Aarhus C|DK|da
Odense Smedie A/S|Værftsvej 8|5000|Odense C|DK|da
Vejle Vinduer A/S|Dæmningen 17|7100|Vejle|DK|da
Esbjerg Offshore Supply A/S|Dokvej 3|6700|Esbjerg|DK|da
Bornholms Røgeri ApS|Fiskergade 2|3770|Allinge|DK|da
Helsingør Skibsservice ApS|Kongekilden 10|3000|Helsingør|DK|da
Tampereen Työkalu Oy|Hämeenkatu 15|33100|Tampere|FI|fi
Oulun Kylmälaite Oy|Kirkkokatu 22|90100|Oulu|FI|fi
Turun Telakkatarvike Oy|Linnankatu 60|20100|Turku|FI|fi
Åbolands Snickeri Ab|Strandvägen 1|21600|Pargas|FI|sv
Lahden Puu Oy|Vesijärvenkatu 8|15100|Lahti|FI|fi
Hansen Fördertechnik GmbH|Hafenstraße 90|24103|Kiel|DE|de
Lübecker Bootsbau GmbH|An der Trave 6|23552|Lübeck|DE|de
Müritz Landtechnik GmbH|Seeufer 12|17192|Waren|DE|de
Sächsische Federn GmbH|Talstraße 44|09112|Chemnitz|DE|de
Schreinerei Huber|Kirchplatz 2|87435|Kempten|DE|de
Metallbau Krüger e.K.|Rheinweg 19|47051|Duisburg|DE|de
Stadtwerke Neuenfeld|Wasserturm 1|19055|Schwerin|DE|de
Gdańska Stocznia Jachtowa sp. z o.o.|Ostrówek 7|80-873|Gdańsk|PL|pl
Zakład Ślusarski Nowak|Kolejowa 12|60-715|Poznań|PL|pl
Meble Wielkopolskie S.A.|Leśna 3|63-600|Kępno|PL|pl
Chłodnie Szczecin sp. z o.o.|Portowa 25|70-833|Szczecin|PL|pl
Tartak Mazury|Jeziorna 1|11-500|Giżycko|PL|pl
Bergen Båtmotor AS|Nøstegaten 30|5011|Bergen|NO|en
Trondheim Heis AS|Kjøpmannsgata 9|7013|Trondheim|NO|en
Riga Pump Works SIA|Daugavgrīvas 16|LV-1048|Rīga|LV|en
""".strip().splitlines()

PROSPECTS = """
Fjällräven Vindkraft AB|Turbinvägen 4|831 72|Östersund|SE|sv
Sønderborg Robotics ApS|Alsion 2|6400|Sønderborg|DK|da
Vaasan Telakka Oy|Satamakatu 9|65100|Vaasa|FI|fi
""".strip().splitlines()

SUPPLIERS = """
Hallstahammars Bult AB|Bultvägen 1|734 31|Hallstahammar|SE|sv
Skandinaviska Kullager AB|Gamlestadsvägen 18|415 11|Göteborg|SE|sv
Hydraulik Grossisten AS|Industriveien 27|1481|Hagan|NO|en
Norddeutsche Antriebstechnik GmbH|Werftstraße 3|24143|Kiel|DE|de
Pneumatyka Śląska sp. z o.o.|Przemysłowa 40|40-020|Katowice|PL|pl
Dansk Smøreolie A/S|Olievej 11|7000|Fredericia|DK|da
Tampereen Sähkötarvike Oy|Teollisuustie 6|33330|Tampere|FI|fi
Kontorsmaterial i Luleå AB|Storgatan 51|972 32|Luleå|SE|sv
""".strip().splitlines()

# kind, code, description, first, last number
MASTER_SERIES = """
address|ADDRESS|Addresses|101|99999
customer|CUSTOMER|Customers|10001|69999
item|ITEM|Items|1001|9999
cash_note|CASH|Cash notes|500001|599999
""".strip().splitlines()

SERIES = """
supplier|SUPPLIER|Suppliers|70001|99999
voucher|VOUCHER|Vouchers across all documents|V-100001|V-999999
commission|COMMISSION|Commissions|K-101|K-999
sales_quote|QUOTE|Quotes|Q-10001|Q-19999
delivery|DELIVERY|Deliveries|D-30001|D-39999
return_delivery|RETURN|Return deliveries|R-40001|R-49999
sales_complaint|COMPLAINT|Sales complaints|C-50001|C-59999
purchase_enquiry|ENQUIRY|Enquiries|E-1001|E-1999
purchase_order|PO|Purchase orders|PO-2001|PO-2999
purchase_delivery|RECEIPT|Purchase deliveries|PD-3001|PD-3999
purchase_return_delivery|PRETURN|Purchase return deliveries|PR-4001|PR-4999
liability|LIABILITY|Liabilities|L-5001|L-5999
purchase_credit_note|PCREDIT|Purchase credit notes|PC-6001|PC-6999
purchase_complaint|PCOMPLAINT|Purchase complaints|PK-7001|PK-7999
production_order|PRODUCTION|Production orders|M-101|M-9999
item_journal|JOURNAL|Item journals|J-0001|J-9999
project|PROJECT|Projects|PRJ-101|PRJ-999
case|CASE|Cases|CASE-0001|CASE-9999
subscription|SUBSCRIPTION|Subscriptions|SUB-001|SUB-999
reminder|REMINDER|Reminders|REM-1001|REM-9999
finance_voucher|FINANCE|Finance vouchers|F-0001|F-9999
""".strip().splitlines()
# Kinds whose numbers may be typed as well.
TYPED = frozenset({"customer", "supplier", "item"})

# text, unit, price, tax rate
ITEMS = """
Hex bolt M6 × 30, zinc plated|100 pcs|84.00|25
Hex bolt M8 × 40, zinc plated|100 pcs|126.00|25
Hex bolt M10 × 50, stainless A4|50 pcs|342.00|25
Hex nut M8, zinc plated|100 pcs|58.00|25
Hex nut M10, stainless A4|50 pcs|148.00|25
Lock washer M8|200 pcs|44.00|25
Threaded rod M10, 1 m|pcs|39.50|25
Anchor bolt 12 × 100|25 pcs|215.00|25
Wood screw 5 × 60|200 pcs|119.00|25
Rivet 4.8 × 12, aluminium|500 pcs|189.00|25
Ball bearing 6204-2RS|pcs|64.00|25
Ball bearing 6305-2RS|pcs|98.00|25
Tapered roller bearing 32008|pcs|265.00|25
Plain bearing 20/26 × 20|pcs|31.00|25
Shaft seal 35 × 52 × 7|pcs|42.50|25
V-belt SPA 1250|pcs|112.00|25
Toothed belt HTD 8M-1200|pcs|348.00|25
Roller chain 08B-1, 5 m|pcs|410.00|25
Chain link 08B-1|pcs|18.50|25
Sprocket 08B-1, 17 teeth|pcs|156.00|25
Hydraulic hose 1/2", 2 m|pcs|389.00|25
Hydraulic fitting 1/2" BSP|pcs|74.00|25
Hydraulic oil ISO 46, 20 l|can|895.00|25
Gear oil 80W-90, 5 l|can|329.00|25
Grease cartridge, lithium|pcs|54.00|25
Cutting fluid, 10 l|can|760.00|25
Degreaser, 5 l|can|285.00|25
Pneumatic cylinder 40/160|pcs|1180.00|25
Pneumatic tube 8 mm, 25 m|roll|265.00|25
Push-in fitting 8 mm|10 pcs|168.00|25
Solenoid valve 5/2, 24 V|pcs|842.00|25
Filter regulator 1/4"|pcs|615.00|25
Electric motor 0.75 kW|pcs|2380.00|25
Electric motor 2.2 kW|pcs|3940.00|25
Frequency converter 2.2 kW|pcs|5260.00|25
Emergency stop button|pcs|298.00|25
Cable 3G1.5, 50 m|roll|478.00|25
Cable gland M20|10 pcs|122.00|25
Contactor 9 A, 24 V DC|pcs|366.00|25
Motor protection switch 4–6.3 A|pcs|512.00|25
Cutting disc 125 × 1|25 pcs|325.00|25
Grinding disc 125 × 6|10 pcs|248.00|25
Flap disc 125, grit 60|10 pcs|379.00|25
Drill bit 8 mm, HSS-Co|pcs|89.00|25
Drill bit set 1–10 mm|set|645.00|25
Tap set M3–M12|set|1290.00|25
End mill 10 mm, carbide|pcs|564.00|25
Welding wire 1.0 mm, 15 kg|spool|720.00|25
Welding electrodes 2.5 mm, 5 kg|box|585.00|25
Safety glasses, clear|pcs|95.00|25
Work gloves, size 10|12 pairs|348.00|25
Hearing protection|pcs|279.00|25
Steel sheet 2 mm, 1 × 2 m|pcs|1150.00|25
Flat bar 40 × 5, 6 m|pcs|298.00|25
Square tube 40 × 40 × 3, 6 m|pcs|465.00|25
Aluminium profile 40 × 40, 3 m|pcs|389.00|25
Workshop handbook|pcs|420.00|6
Machine directory, yearly volume|pcs|295.00|6
Lunch at the training day|person|145.00|12
Training day, per person|person|3400.00|0
""".strip().splitlines()
