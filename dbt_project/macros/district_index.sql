{#-
    A district index: the district's rate (`part` / `base`) divided by the city's, from int_commissioned__counts. 1 is as the
    city as a whole. The bounds take the lowest and the highest each of the four counts can be. DuckDB divides decimals as
    doubles; the quotient is made decimal at once, so that what comes after is exact.
-#}
{% macro district_index(part, base) -%}
with rates as (
    select
        area_system,
        source_year,
        district_id,
        level,
        {%- for measure, name in [(part, 'part'), (base, 'base')] %}
        {%- for suffix in ['', '_min', '_max'] %}
        cast(max(value{{ suffix }}) filter (where measure = '{{ measure }}') as double) as {{ name }}{{ suffix }},
        {%- endfor %}
        {%- endfor %}
        case when count(distinct measure) = 2 then {{ weakest_status() }} else 'missing' end as status,
        {{ weakest_precision() }} as precision,
        max(delivery_id) as delivery_id,
        string_agg(cast(file_row as varchar), ', ' order by file_row) as delivered_rows,
        bool_or(synthetic) as synthetic
    from {{ ref('int_commissioned__counts') }}
    where measure in ('{{ part }}', '{{ base }}')
    group by area_system, source_year, district_id, level
)

select
    district.area_system,
    district.source_year,
    district.district_id,
    {{ rate_ratio('part', 'base', 'part', 'base') }} as value,
    {{ rate_ratio('part_min', 'base_max', 'part_max', 'base_min') }} as value_min,
    {{ rate_ratio('part_max', 'base_min', 'part_min', 'base_max') }} as value_max,
    case
        when district.base = 0 or city.part = 0 or city.base = 0 then 'not_applicable'
        else {{ weakest_of('status', ['district', 'city']) }}
    end as status,
    {{ weakest_of('precision', ['district', 'city']) }} as precision,
    district.delivery_id,
    concat_ws(', ', district.delivered_rows, city.delivered_rows) as delivered_rows,
    district.synthetic or coalesce(city.synthetic, false) as synthetic
from rates as district
left join rates as city
    on
        city.level = 'city'
        and district.area_system = city.area_system
        and district.source_year = city.source_year
where district.level = 'district'
order by district.area_system, district.source_year, district.district_id
{%- endmacro %}

{#- (district's part / its base) / (city's part / its base); nothing when one of them is not known or divides by zero. -#}
{% macro rate_ratio(part, base, city_part, city_base) -%}
    cast(
        district.{{ part }} / nullif(district.{{ base }}, 0) / nullif(city.{{ city_part }} / nullif(city.{{ city_base }}, 0), 0)
        as decimal(28, 12)
    )
{%- endmacro %}
