{#-
    Ledger and KOSTRA record are made from the same books: per district, function and year they agree within the rounding of
    the record (500 NOK per art line). A function in one of them only is a difference too.
-#}
{% test accounts_agree(model) %}
select
    concat(
        {{ naming(['source_year', 'district_id', 'kostra_function']) }}, ': the ledger sums to ',
        coalesce({{ plain_number('ledger_nok') }}, '(nothing)'), ' NOK and the KOSTRA record to ',
        coalesce({{ plain_number('kostra_nok') }}, '(nothing)'), ', expected within ', {{ plain_number('tolerance_nok') }},
        ' NOK (500 per art line). Ask the district which of the two was made after the last posting.'
    ) as message
from {{ model }}
where
    -- a year of which only one of the two is delivered cannot disagree
    source_year in (select source_year from {{ model }} where ledger_nok is not null)
    and source_year in (select source_year from {{ model }} where kostra_nok is not null)
    and (ledger_nok is not null or kostra_nok is not null)
    and abs(coalesce(ledger_nok, 0) - coalesce(kostra_nok, 0)) > tolerance_nok
{% endtest %}
