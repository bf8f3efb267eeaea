{#-
    Participants of a programme: of the year, new ones, and per month. Who moves counts in every district where he took part, once
    in the city, and is new only where he started. `city_only` names the measures that are given for the city alone.
-#}
{% macro programme_participants(relation, prefix, measures, city_only=()) -%}
with spine as ({{ snapshot_spine(relation) }}),

active as ({{ programme_months(relation) }}),

starts as ({{ programme_starts(relation) }}),

yearly as (
    select
        spine.area_system,
        spine.covered_year,
        spine.district_id,
        spine.is_city,
        count(distinct active.person_pid) as participants,
        count(active.person_pid) as participant_months
    from spine
    left join active using (area_system, covered_year, district_id)
    group by all
),

begun as (
    select
        spine.area_system,
        spine.covered_year,
        spine.district_id,
        spine.is_city,
        count(starts.person_pid) as participants
    from spine
    left join starts
        on
            spine.area_system = starts.area_system
            and spine.covered_year = starts.start_year
            and (spine.district_id = starts.district_id or spine.is_city)
    group by all
),

counted as (
    select *, 'participants_year' as measure, null as month_no, participants as figure from yearly
    union all by name
    select *, 'participants_monthly_mean' as measure, participant_months / 12 as figure from yearly
    union all by name
    select *, 'new' as measure, participants as figure from begun
    union all by name
    select *, 'new_monthly_mean' as measure, participants / 12 as figure from begun
    union all by name
    select
        area_system,
        covered_year,
        district_id,
        is_city,
        month_no,
        'participants_month' as measure,
        count(*) as participants,
        count(*) as figure
    from active
    group by all
)

select
    area_system,
    concat('{{ prefix }}_', measure) as statistic_id,
    covered_year as year,
    cast(month_no as integer) as month,
    district_id,
    'all' as category,
    cast(figure as decimal(20, 6)) as value,
    cast(null as decimal(20, 6)) as base,
    cast(participants as integer) as units
from counted
where
    measure in ('{{ measures | join("', '") }}')
    {%- if city_only %}
    and (is_city or measure not in ('{{ city_only | join("', '") }}'))
    {%- endif %}
order by statistic_id, year, month, district_id
{%- endmacro %}
