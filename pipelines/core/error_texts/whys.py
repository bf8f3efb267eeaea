"""Why a fault matters, for the data owner's report: code -> (Norwegian, English).

Codes that matter for the same reason share a text. A broken rule brings its own reason (`why` in the suite).
"""

_Pair = tuple[str, str]

_GROUPS: dict[_Pair, str] = {
    (
        "Uten et riktig opphav vet vi ikke hvem tallene kommer fra, når de kom og hvilke som gjelder.",
        "Without a correct origin we do not know whom the figures come from, when they came and which apply.",
    ): """missing_sidecar invalid_sidecar sidecar_without_file misplaced unknown_source unknown_superseded
        not_in_place no_file_to_add sidecar_is_there wrong_period wrong_table faulty_stub""",
    (
        "Ingen kan vite om tallene i fila er de som ble levert.",
        "Nobody can know whether the figures in the file are those that were delivered.",
    ): "hash_mismatch",
    (
        "Uten leveransen kan ikke kriteriene som bygger på den regnes ut.",
        "Without the delivery the criteria that build on it cannot be computed.",
    ): "no_delivery missing_year",
    (
        "Det må være sikkert hvilken fil tallene i fordelingen kommer fra; vi gjetter ikke.",
        "It must be certain which file the figures of the allocation come from; we do not guess.",
    ): "claims_same_period circular_supersede two_expected ambiguous_sheet",
    (
        "Bokstavene æ, ø og å blir feil, og da kjennes ikke bydelene igjen.",
        "The letters æ, ø and å come out wrong, and then the districts are not recognised.",
    ): "wrong_encoding",
    (
        "En fil som er kuttet mangler rader; bydelene som mangler ville mistet penger uten at noen så det.",
        "A file that is cut off lacks rows; the districts that are missing would lose money unseen.",
    ): "truncated_file missing_total unreadable_lines",
    (
        "Fila har ikke tabellen som er avtalt, så ingen tall kan leses.",
        "The file has not the table agreed on, so no figures can be read.",
    ): """missing_sheet error_answer unknown_file_kind broken_json not_agreed_json broken_px_table
        wrong_cell_total cell_out_of_range""",
    (
        "Kolonnene kjennes på navnet. Er navnet et annet, vet vi ikke hva tallene betyr, og vi gjetter ikke.",
        "Columns are told by their name. When it is another, we do not know what the figures mean.",
    ): """missing_header duplicate_header undeclared_column missing_variable undeclared_variable
        faulty_column_map unknown_overlay""",
    (
        "Er en celle for mye eller for lite på raden, kan tall havne i feil kolonne.",
        "With one cell too many or too few on the row, figures can end up in the wrong column.",
    ): """wrong_cell_count wrong_record_length tab_in_record blank_line open_quotation line_end_inside
        more_lines""",
    (
        "Tom er ikke null. Et tall som ikke kan oppgis merkes, så det ikke regnes som 0.",
        "Empty is not zero. A figure that cannot be given is marked, so that it does not count as 0.",
    ): "missing_value unknown_mark figure_despite_mark",
    (
        "En celle som ikke kan leses som tall kan ikke regnes med, og vi gjetter ikke hva som er ment.",
        "A cell that cannot be read as a number cannot be counted, and we do not guess what is meant.",
    ): "not_a_number not_an_amount not_a_date more_cells",
    (
        "Tallet kan ikke være riktig slik det står, eller det ville blitt avrundet hos oss.",
        "The number cannot be right as it stands, or it would be rounded by us.",
    ): "decimal_in_count out_of_range too_many_decimals amount_too_large",
    (
        "Tall for feil år gir feil fordeling uten at det synes.",
        "Figures for the wrong year give a wrong allocation without anybody seeing it.",
    ): "wrong_year not_a_period",
    (
        "Tallet hører til en bydel. Kjennes ikke bydelen, ville pengene gått til de andre.",
        "The figure belongs to a district. If that is not known, the money would go to the others.",
    ): """unknown_area area_not_valid area_code_mismatch sub_district_mismatch cost_centre_without_district
        missing_area""",
    (
        "Koden sier hva tallet teller. En kode vi ikke kjenner, kan ikke legges til riktig gruppe.",
        "The code says what the figure counts. One that we do not know cannot be put into the right group.",
    ): "unknown_code unknown_measure unknown_art unknown_function not_an_account",
    (
        "To tall som skulle si det samme, gjør ikke det; ett av dem er feil.",
        "Two figures that should say the same do not; one of them is wrong.",
    ): "share_mismatch noisy_total_mismatch control_sum_mismatch control_line_inside",
    (
        "Et tall som står to ganger, ville telt området to ganger.",
        "A figure that stands twice would count the area twice.",
    ): "duplicate_row repeated_cell",
    (
        "Tall i en annen enhet blir tusen ganger for store eller små.",
        "Figures in another unit become a thousand times too great or too small.",
    ): "wrong_unit unknown_unit",
    (
        "Hver rad skal bli data eller føres som ikke-data; ingen rad skal forsvinne.",
        "Every row becomes data or is declared not to be; no row may vanish.",
    ): "rows_do_not_reconcile",
    (
        "En rettelse skal treffe nøyaktig den cella den ble bestemt for, og bare så lenge feilen er der.",
        "A correction must meet exactly the cell it was decided for, and only as long as the fault is there.",
    ): """corrections_unreadable correction_invalid correction_repeated_id correction_of_lines
        correction_unknown_area correction_unknown_delivery correction_superseded correction_matches_nothing
        correction_matches_several correction_of_same_cell correction_expired""",
    (
        "Regelen er avtalt for denne kilden; tall som bryter den, er erfaringsmessig feil.",
        "The rule is agreed on for this source; figures that break it are as a rule wrong.",
    ): "expectation_failed",
}

WHYS: dict[str, _Pair] = {code: pair for pair, codes in _GROUPS.items() for code in codes.split()}
