-- New recipients (S29), duration of the spell at last contact in three classes (S30), and long-term recipients (S31), each in the
-- district of last contact.
with facts as (
    select
        year,
        district_id,
        count(*) as recipients,
        count(*) filter (is_new) as new_recipients,
        count(*) filter (duration_months < 6) as under_6,
        count(*) filter (duration_months between 6 and 23) as from_6,
        count(*) filter (duration_months >= 24) as from_24,
        count(*) filter (
            duration_months {{ '>=' if var('social_long_term_inclusive') else '>' }} {{ var('social_long_term_months') }}
        ) as long_term
    from {{ social_placed(ref('recipient_facts')) }} as placed
    group by year, district_id
),

counted as {{ social_everywhere('facts', ['recipients', 'new_recipients', 'under_6', 'from_6', 'from_24', 'long_term']) }}

{% set duration = {'id': 'duration', 'from': 'counted', 'base': 'recipients'} -%}
{{ social_rows([
    {'id': 'new_recipients', 'from': 'counted', 'value': 'new_recipients', 'base': 'recipients'},
    dict(duration, category="'under_6_months'", value='under_6'),
    dict(duration, category="'months_6_23'", value='from_6'),
    dict(duration, category="'months_24_plus'", value='from_24'),
    {'id': 'long_term', 'from': 'counted', 'value': 'long_term', 'base': 'recipients'},
]) }}
