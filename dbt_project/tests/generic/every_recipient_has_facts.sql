{#-
    Every recipient of a year is described by the person extract and has a household at last contact: else ages and children would
    be counted as none in silence. The message names year and number, never a person.
-#}
{% test every_recipient_has_facts(model) %}
select
    concat(
        facts.year, ': ', count(*) filter (where facts.age is null), ' recipients are not in the person extract and ',
        count(*) filter (where households.recipient_no is null), ' have no household in their last payment month. ',
        'Ask for the extracts of the same period as the payments.'
    ) as message
from {{ model }} as facts
left join (
    select distinct
        numbers.recipient_no,
        {{ month_number('members.month') }} as month_no
    from {{ ref('stg_fasit_household__members') }} as members
    inner join {{ ref('recipient_numbers') }} as numbers on members.main_person_pid = numbers.main_person_pid
    where members.role_code = 'main_person'
) as households
    on facts.recipient_no = households.recipient_no and facts.month_no = households.month_no
group by facts.year
having count(*) filter (where facts.age is null or households.recipient_no is null) > 0
{% endtest %}
