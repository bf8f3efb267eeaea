-- Please look: Statistics Norway's table 12369 and our KOSTRA record differ by more than rounding. The table is revised in June
-- without a mark, so a difference is no error of ours until somebody has looked: an old table, or a record that was sent again.
select
    compared.area_system,
    compared.source_year,
    compared.district_id,
    compared.kostra_function,
    compared.kostra_nok,
    compared.published_nok,
    compared.tolerance_nok,
    concat(
        areas.name, ', function ', compared.kostra_function, ', ', compared.source_year, ': our KOSTRA record sums to ',
        {{ plain_number('compared.kostra_nok') }}, ' NOK and table 12369 prints ', {{ plain_number('compared.published_nok') }},
        ', more apart than rounding explains (', {{ plain_number('compared.tolerance_nok') }},
        ' NOK). See whether the table is the revised one of June, and whether the record was sent again.'
    ) as message
from {{ ref('int_accounts__reconciliation') }} as compared
inner join {{ ref('areas') }} as areas
    on compared.area_system = areas.area_system and compared.district_id = areas.district_id
where abs(compared.kostra_nok - compared.published_nok) > compared.tolerance_nok
order by compared.area_system, compared.source_year, compared.district_id, compared.kostra_function
