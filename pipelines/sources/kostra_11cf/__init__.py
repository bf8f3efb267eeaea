"""KOSTRA 11CF: participants in the qualification programme in the districts of Oslo.

layout.csv, codes.csv and rules.csv are data. Layouts and codes for 2022 to 2026: Statistics Norway's file
descriptions, as transcribed in the reference folder (kostra_11cf_fields.csv, kostra_11cf_codelists.csv).
Rules: the control program's, in own words and as conditions (kostra_rules.csv); those named L are ours.
"""
