{#- First (`left`) or last (`right`) year a snapshot covers, from its delivery's period: 2017-2024, or one year. -#}
{% macro snapshot_year(end) -%}
    cast({{ end }}(split_part(delivery_id, '/', 2), 4) as integer)
{%- endmacro %}

{#- Districts and city of the area systems: a row about a district belongs to both, one without a district to the city alone. -#}
{% macro districts_and_city() -%}
    select
        area_system,
        district_id,
        level = 'city' as is_city
    from {{ ref('areas') }}
    where level in ('district', 'city')
{%- endmacro %}

{#- Every area of the years that the snapshots of a relation cover. -#}
{% macro snapshot_spine(relation) -%}
    select
        years.area_system,
        years.covered_year,
        areas.district_id,
        areas.is_city
    from (
        select
            area_system,
            cast(unnest(generate_series(min({{ snapshot_year('left') }}), max({{ snapshot_year('right') }}))) as integer) as covered_year
        from {{ relation }}
        group by area_system
    ) as years
    inner join ({{ districts_and_city() }}) as areas on years.area_system = areas.area_system
{%- endmacro %}
