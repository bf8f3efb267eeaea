{#- The KOSTRA functions a key names are those its functional areas are booked on: frame and accounts cover the same services. -#}
{% test frame_areas_match_keys(model) %}
with by_area as (
    select
        areas.allocation_system,
        areas.key_id,
        string_agg(distinct booked.kostra_function, ';' order by booked.kostra_function) as functions
    from {{ model }} as areas
    inner join {{ ref('functional_area_functions') }} as booked on areas.functional_area = booked.functional_area
    where areas.valid_to_budget_year is null and booked.valid_to_year is null
    group by areas.allocation_system, areas.key_id
)

select
    concat(
        'Key ', keys.allocation_system, '/', keys.key_id, ' names the functions ', keys.kostra_functions,
        ' but its functional areas are booked on ', by_area.functions,
        '. Correct decisions/criteria_keys.csv or codes/functional_area_functions.csv.'
    ) as message
from by_area
inner join {{ ref('criteria_keys') }} as keys
    on by_area.allocation_system = keys.allocation_system and by_area.key_id = keys.key_id
where keys.valid_to_budget_year is null and keys.kostra_functions is distinct from by_area.functions
{% endtest %}
