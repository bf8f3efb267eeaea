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
        months.area_system,
        months.covered_year,
        months.month_no,
        months.district_id,
        months.is_city,
        periods.person_pid
    from {{ relation }} as periods
    inner join (
        select
            spine.*,
            numbers.month_no,
            make_date(spine.covered_year, numbers.month_no, 1) as first_day
        from ({{ snapshot_spine(relation) }}) as spine
        cross join (select cast(unnest(generate_series(1, 12)) as integer) as month_no) as numbers
    ) as months
        on
            periods.area_system = months.area_system
            and (periods.district_id = months.district_id or months.is_city)
            and periods.start_date <= last_day(months.first_day)
            and coalesce(periods.end_date, date '9999-12-31') >= months.first_day
{%- endmacro %}
