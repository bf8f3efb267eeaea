-- Recipients of full assistance (S32): no supplementary income in at least the declared share of the year's payment months, in
-- the district of last contact.
with facts as (
    select
        year,
        district_id,
        count(*) as recipients,
        count(*) filter (full_share >= {{ var('social_full_share') }}) as full_assistance
    from {{ social_placed(ref('recipient_facts')) }} as placed
    group by year, district_id
)

{{ social_rows([
    {'id': 'full_assistance', 'from': social_everywhere('facts', ['recipients', 'full_assistance']),
        'value': 'full_assistance', 'base': 'recipients'},
]) }}
