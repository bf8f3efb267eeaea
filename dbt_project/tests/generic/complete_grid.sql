{#-
    A series that has a value for one district has a row for every district of that year, and for no other district. With a
    district left out, every other district would get its share too high. `delivered` says which rows hold something.
-#}
{% test complete_grid(model, series, year_column, delivered='true') %}
{%- set series_key = ['area_system'] + series + [year_column] %}
with delivered as (
    select *, true as is_delivered
    from {{ model }}
    where {{ delivered }}
),

expected as (
    select
        series.*,
        areas.district_id,
        areas.name as district_name
    from (select distinct {{ series_key | join(', ') }} from delivered) as series
    inner join {{ ref('areas') }} as areas
        on
            series.area_system = areas.area_system
            and areas.level = 'district'
            and {{ area_existed('areas', 'series.' ~ year_column) }}
)

select
    concat(
        {{ naming(series + [year_column]) }}, ': district ', district_id,
        coalesce(' ' || district_name || ' has no value. ', ' is not a district of ' || area_system || ' in that year. '),
        'Expected one row for each district: ask the data owner for a complete delivery.'
    ) as message
from expected
full outer join delivered using ({{ (series_key + ['district_id']) | join(', ') }})
where is_delivered is null or district_name is null
{% endtest %}
