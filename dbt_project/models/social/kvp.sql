-- Participants of the qualification programme (KVP): of the year, new ones, and per month.
{{ programme_participants(
    ref('stg_fasit_kvp__periods'),
    'kvp',
    measures=['participants_year', 'new', 'participants_month', 'participants_monthly_mean', 'new_monthly_mean']
) }}
