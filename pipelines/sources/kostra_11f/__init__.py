"""KOSTRA 11F: recipients of social assistance in the districts of Oslo, one record per person and district.

layout.csv, codes.csv and rules.csv are data. Layouts and codes for 2022 to 2026: Statistics Norway's file
descriptions, as transcribed in the reference folder (kostra_11f_fields.csv, kostra_11f_codelists.csv).
Rules: the control program's, in own words and as conditions (kostra_rules.csv); those named L are ours.
"""
