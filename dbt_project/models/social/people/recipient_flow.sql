-- Payment months of each main person in order, whatever the district: how long since the one before, whether the person is new, and
-- how long the spell has lasted. A spell allows for a few empty months.
with months as (
    select
        recipient_no,
        any_value(area_system) as area_system,
        any_value(main_person_pid) as main_person_pid,
        -- of two districts in one month the one that paid last, then the one that paid more
        arg_max(district_id, (last_payment_date, gross_nok, district_id)) as district_id,
        any_value(month) as month,
        any_value(year) as year,
        month_no
    from {{ ref('recipient_months') }}
    group by recipient_no, month_no
),

gaps as (
    select
        *,
        cast(month_no - lag(month_no) over person as integer) as gap,
        row_number() over person as month_count
    from months
    window person as (partition by recipient_no order by month_no)
),

spells as (
    select
        *,
        -- a gap of one is no empty month
        max(case when gap is null or gap > {{ var('social_spell_gap_months') }} + 1 then month_no end) over person as spell_start,
        max(case when gap is null or gap > {{ var('social_spell_gap_months') }} + 1 then month_count end) over person
            as start_count
    from gaps
    window person as (partition by recipient_no order by month_no)
)

select
    area_system,
    main_person_pid,
    district_id,
    month,
    year,
    month_no,
    gap,
    gap is null or gap > {{ var('social_new_gap_months') }} as is_new,
    spell_start,
    {%- if var('social_duration_counts') == 'span' %}
    cast(month_no - spell_start + 1 as integer) as spell_months
    {%- elif var('social_duration_counts') == 'months' %}
    cast(month_count - start_count + 1 as integer) as spell_months
    {%- else %}
    {{ exceptions.raise_compiler_error("social_duration_counts is span or months") }}
    {%- endif %},
    recipient_no
from spells
