{#- Every row has a district to run it, whichever rest group it was delivered under: a row without one would be dropped money. -#}
{% test rest_rows_have_homes(model, seed) %}
with homeless as (
    select
        homes.delivery_id,
        homes.file_row,
        homes.delivered_district_id,
        homes.sub_district_name,
        homes.district_id
    from {{ model }} as homes
    left join {{ ref('areas') }} as areas
        on
            homes.area_system = areas.area_system
            and homes.district_id = areas.district_id
            and areas.level = 'district'
    where areas.district_id is null
)

select
    concat(
        delivery_id, ', row ', file_row, ': "', sub_district_name, '" in ', coalesce(delivered_district_id, '(no area)'),
        ' is run by ', coalesce(district_id, 'no district'), ', expected a district in seeds/geography/{{ seed }}.csv. ',
        'Ask the data owner where it lies, and add the place there.'
    ) as message
from homeless
{% endtest %}
