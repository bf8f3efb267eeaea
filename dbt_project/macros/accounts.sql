{#-
    What is no net operating expenditure, as a condition on `art`: the financing arts (interest, loans, funds: 500-589 and
    900-999). Depreciation (590) is expenditure; its counterpart 990 is not. Every other art counts, income as a negative.
-#}
{% macro is_financing(art) -%}
    ({{ art }} between '500' and '589' or {{ art }} >= '900')
{%- endmacro %}

{#- Ledger lines left out of net expenditure: financing, and period 0, which opens the year with what the last one left. -#}
{% macro ledger_left_out() -%}
    (period = 0 or {{ is_financing('art') }})
{%- endmacro %}

{#- KOSTRA lines left out: financing, quarterly reports (parts of the same year) and other account classes than operating (1). -#}
{% macro kostra_left_out() -%}
    (quarter <> 'annual' or account_class <> '1' or {{ is_financing('art') }})
{%- endmacro %}

{#- Lines from first to last as text, the way delivered_rows says it: 12, or "12-40 (9 rows)". -#}
{% macro line_span(first_row, last_row, line_count) -%}
    case
        when {{ line_count }} = 1 then cast({{ first_row }} as varchar)
        else concat({{ first_row }}, '-', {{ last_row }}, ' (', {{ line_count }}, ' rows)')
    end
{%- endmacro %}
