{#-
    Programme periods, one row per person and district. Who moves has a row per district, each starting the day after the one
    before: only the first one is a start, only the last one an end. A period that is not over has no end date.
-#}
{% macro programme_periods(relation) -%}
    select
        *,
        cast(year(start_date) as integer) as start_year,
        cast(year(end_date) as integer) as end_year,
        coalesce(start_date > 1 + max(coalesce(end_date, date '9999-12-30')) over (
            partition by area_system, person_pid
            order by start_date, district_id rows between unbounded preceding and 1 preceding
        ), true) as is_start,
        end_date is not null and coalesce(end_date + 1 < min(start_date) over (
            partition by area_system, person_pid
            order by start_date, district_id rows between 1 following and unbounded following
        ), true) as is_end
    from {{ relation }}
{%- endmacro %}

{#- The first start of a person in a year: new participants are counted once a year, in the district where they started. -#}
{% macro programme_starts(relation) -%}
    select *
    from ({{ programme_periods(relation) }})
    where is_start
    qualify row_number() over (partition by area_system, person_pid, start_year order by start_date, district_id) = 1
{%- endmacro %}

{#- Who is active in which month and area: started by the month's last day, and had not ended before its first. -#}
{% macro programme_months(relation) -%}
    select distinct
        spine.area_system,
        spine.covered_year,
        active.month_no - 12 * spine.covered_year as month_no,
        spine.district_id,
        spine.is_city,
        active.person_pid
    from (
        select
            periods.area_system,
            periods.district_id,
            periods.person_pid,
            unnest(generate_series(
                greatest({{ month_number('periods.start_date') }}, 12 * covered.first_year + 1),
                least(coalesce({{ month_number('periods.end_date') }}, 12 * covered.last_year + 12), 12 * covered.last_year + 12)
            )) as month_no
        from {{ relation }} as periods
        cross join (
            select
                min({{ snapshot_year('left') }}) as first_year,
                max({{ snapshot_year('right') }}) as last_year
            from {{ relation }}
        ) as covered
    ) as active
    inner join ({{ snapshot_spine(relation) }}) as spine
        on
            active.area_system = spine.area_system
            and {{ year_of_month('active.month_no') }} = spine.covered_year
            and (active.district_id = spine.district_id or spine.is_city)
{%- endmacro %}
