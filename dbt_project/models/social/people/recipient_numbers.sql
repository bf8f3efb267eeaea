-- A number for each main person: numbers are joined, sorted and counted several times faster than pseudonyms, and there are
-- millions of lines. They mean nothing beyond the database: where tables of the last build are kept, so are the numbers in them, and
-- who is new gets the next one.
{%- set is_added_to = first_year_anew() %}
select
    lines.area_system,
    lines.main_person_pid,
    {%- if is_added_to %}
    cast((select coalesce(max(recipient_no), 0) from {{ this }}) + row_number() over () as integer) as recipient_no
    {%- else %}
    cast(row_number() over () as integer) as recipient_no
    {%- endif %}
from {{ ref('stg_fasit_payments__lines') }} as lines
{%- if is_added_to %}
anti join {{ this }} as known on lines.area_system = known.area_system and lines.main_person_pid = known.main_person_pid
{%- endif %}
{{ in_years_anew('lines.payment_date') }}
group by lines.area_system, lines.main_person_pid
