-- Participants of the introduction programme: of the year and new ones by district, per month for the city.
{{ programme_participants(
    ref('stg_socio_intro__periods'),
    'intro',
    measures=['participants_year', 'new', 'participants_month', 'participants_monthly_mean'],
    city_only=['participants_month', 'participants_monthly_mean']
) }}
