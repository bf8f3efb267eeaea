-- Moves between districts (S33): a payment month whose district differs from that of the recipient's payment month before,
-- whenever that was (social_moves_within_year). Only a recipient's last move of the year counts. The district of a month is that
-- of its latest payment.
-- Those whom one district alone has paid cannot have moved and are set aside first.
with movers as (
    select recipient_no
    from {{ of_recipients_anew(ref('recipient_flow')) }}
    group by recipient_no
    having min(district_id) <> max(district_id)
),

changes as (
    select
        flow.recipient_no,
        flow.year,
        flow.month_no,
        flow.district_id as to_district_id,
        lag(flow.district_id) over (
            partition by flow.recipient_no{% if var('social_moves_within_year') %}, flow.year{% endif %} order by flow.month_no
        ) as from_district_id
    from {{ of_recipients_anew(ref('recipient_flow')) }} as flow
    inner join movers using (recipient_no)
),

last_moves as (
    select
        {{ social_area_system() }} as area_system,
        year,
        arg_max(from_district_id, month_no) as from_district_id,
        arg_max(to_district_id, month_no) as to_district_id
    from changes
    where from_district_id <> to_district_id
    group by year, recipient_no
)

select
    area_system,
    year,
    from_district_id,
    to_district_id,
    cast(count(*) as integer) as moves
from last_moves
group by area_system, year, from_district_id, to_district_id
order by area_system, year, from_district_id, to_district_id
