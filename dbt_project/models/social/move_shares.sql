-- Moves into and out of each district and the difference (S34), against the district's recipients of the year. In the city all
-- moves are within, so it has no base and a net of zero.
with ends as (
    select
        year,
        unnest([to_district_id, from_district_id]) as district_id,
        unnest([moves, 0]) as moved_in,
        unnest([0, moves]) as moved_out
    from {{ ref('moves') }}
),

moves as (
    select
        year,
        district_id,
        sum(moved_in) as moved_in,
        sum(moved_out) as moved_out
    from {{ social_placed('ends') }} as placed
    group by year, district_id
),

everywhere as {{ social_everywhere('moves', ['moved_in', 'moved_out']) }},

counted as (
    select
        everywhere.*,
        if(everywhere.district_id = {{ social_city() }}, null, recipients.value) as recipients
    from everywhere
    inner join {{ ref('recipients') }} as recipients using (area_system, year, district_id)
    where recipients.statistic_id = '{{ choice('social_moves_base', ['recipients_year', 'recipients_last_contact']) }}'
)

{{ social_rows([
    {'id': 'moved_in', 'from': 'counted', 'value': 'moved_in', 'base': 'recipients'},
    {'id': 'moved_out', 'from': 'counted', 'value': 'moved_out', 'base': 'recipients'},
    {'id': 'net_moves', 'from': 'counted', 'value': 'moved_in - moved_out', 'base': 'recipients', 'units': 'moved_in + moved_out'},
]) }}
