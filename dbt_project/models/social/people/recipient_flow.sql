-- Months with assistance of each main person in order, whatever the district: how long since the one before, whether the person is
-- new, how long the spell has lasted, and whether it is the first or last of the year (contact). A spell allows for a few empty months.
{%- set as_partner = choice('social_past_as', ['main_person', 'adult']) == 'adult' %}
{%- set contact = {'last_payment': 'last_payment_date, gross_nok', 'largest_payment': 'gross_nok, last_payment_date'} %}
with months as (
    {{ months_whoever_paid(
        ref('recipient_months') if as_partner else of_recipients_anew(ref('recipient_months')),
        contact[choice('social_contact_district', contact)]
    ) }}
),

{%- if as_partner %}
past as (
    {{ months_as_partner('months') }}
),
{%- endif %}

gaps as (
    select
        *,
        cast(month_no - lag(month_no) over person as integer) as gap,
        row_number() over person as month_count,
        coalesce(lag(year) over own <> year, true) as is_first_contact,
        coalesce(lead(year) over own <> year, true) as is_last_contact
    from {{ 'past' if as_partner else 'months' }}
    window
        person as (partition by recipient_no order by month_no),
        own as (partition by recipient_no{{ ', is_main_person' if as_partner }} order by month_no)
),

spells as (
    select
        recipient_no,
        month_no as spell_start,
        month_count as start_count,
        lead(month_no) over (partition by recipient_no order by month_no) as next_start
    from gaps
    -- a gap of one is no empty month
    where gap is null or gap > {{ var('social_spell_gap_months') }} + 1
),

reach as (
    select min(month_no) as first_month from {{ ref('recipient_months') }}
)

select
    gaps.recipient_no,
    gaps.year,
    gaps.month_no,
    gaps.district_id,
    cast(gaps.gross_nok as decimal(14, 2)) as gross_nok,
    gaps.purposes,
    gaps.incomes,
    gaps.gap > {{ var('social_new_gap_months') }}
    or (gaps.gap is null and gaps.month_no >= reach.first_month + {{ var('social_new_history_months') }}) as is_new,
    {%- if choice('social_duration_counts', ['span', 'months']) == 'span' %}
    cast(gaps.month_no - spells.spell_start + 1 as integer) as spell_months,
    {%- else %}
    cast(gaps.month_count - spells.start_count + 1 as integer) as spell_months,
    {%- endif %}
    gaps.is_first_contact,
    gaps.is_last_contact
from gaps
inner join spells
    on
        gaps.recipient_no = spells.recipient_no
        and gaps.month_no >= spells.spell_start
        and (gaps.month_no < spells.next_start or spells.next_start is null)
cross join reach
{%- if as_partner %}
where gaps.is_main_person
{%- endif %}
