"""Payment references: how they are made, checked and printed, without any model.

`schemes` knows the countries' rules, `bases` which digits of an invoice a reference is made of,
`accounts` the numbers of accounts that stand beside it.
"""
