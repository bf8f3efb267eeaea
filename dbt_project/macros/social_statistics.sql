{#- The area system of the case systems, and its city as a whole. -#}
{% macro social_area_system() -%}
    'oslo_districts'
{%- endmacro %}

{% macro social_city() -%}
    '0301'
{%- endmacro %}

{#- Rows of a relation with year and district_id, as a subquery: each row once in its district and once in the city. -#}
{% macro social_placed(relation) -%}
(
    select
        * exclude (district_id),
        unnest([district_id, {{ social_city() }}]) as district_id
    from {{ years_anew(relation) }}
)
{%- endmacro %}

{#-
    The given measures of `counts` (a CTE by year and district_id, the city under its own id), as a subquery, for every district and
    the city in every year with a payment: zero where nobody was paid. With `categories` (a CTE with a column category) each is given,
    or each of the year's own when they are given `by_year` (a column year).
-#}
{% macro social_everywhere(counts, measures, categories=none, by_year=false) -%}
(
    select
        areas.area_system,
        years.year,
        areas.district_id,
        {% if categories %}categories.category,{% endif %}
        {% for measure in measures %}
        coalesce({{ counts }}.{{ measure }}, 0) as {{ measure }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('areas') }} as areas
    cross join (select distinct year from {{ years_anew(ref('recipient_years')) }}) as years
    {% if by_year %}inner join {{ categories }} as categories on years.year = categories.year{% endif %}
    {% if categories and not by_year %}cross join {{ categories }} as categories{% endif %}
    left join {{ counts }}
        on
            areas.district_id = {{ counts }}.district_id
            and years.year = {{ counts }}.year
            {% if categories %}and categories.category = {{ counts }}.category{% endif %}
    where areas.area_system = {{ social_area_system() }} and areas.level in ('district', 'city')
)
{%- endmacro %}

{#- Rows of the city alone, as a subquery: the CTE `counts` has year and whatever is counted. -#}
{% macro social_in_city(counts) -%}
(
    select
        {{ social_area_system() }} as area_system,
        {{ social_city() }} as district_id,
        *
    from {{ counts }}
)
{%- endmacro %}

{#-
    Statistics in the common columns of the room. Each of `rows` says its id, from (a CTE or subquery with area_system, year and
    district_id) and value, and may say: month and category (expressions), base (none: null), units (none: the value), where.
-#}
{% macro social_rows(rows) -%}
    {% for row in rows %}
    select
        area_system,
        '{{ row.id }}' as statistic_id,
        cast(year as integer) as year,
        cast({{ row.month | default('null') }} as integer) as month,
        district_id,
        cast({{ row.category | default("'all'") }} as varchar) as category,
        cast({{ row.value }} as decimal(20, 6)) as value,
        cast({{ row.base | default('null') }} as decimal(20, 6)) as base,
        cast({{ row.units | default(row.value) }} as integer) as units
    from {{ row.from }}
    {% if row.where %}where {{ row.where }}{% endif %}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
    order by statistic_id, year, month, district_id, category
{%- endmacro %}
