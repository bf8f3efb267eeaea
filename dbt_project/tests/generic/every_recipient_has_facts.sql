{#-
    Every recipient of a year is described by the person extract and has a household at last contact: else ages and children would
    be counted as none in silence. The message names year and number, never a person.
-#}
{% test every_recipient_has_facts(model) %}
select
    concat(
        facts.year, ': ', count(*) filter (where facts.age is null), ' recipients are not in the person extract and ',
        count(*) filter (where sizes.month is null), ' have no household in their last payment month. ',
        'Ask for the extracts of the same period as the payments.'
    ) as message
from {{ model }} as facts
left join {{ ref('household_sizes') }} as sizes
    on facts.main_person_pid = sizes.main_person_pid and facts.month = sizes.month
group by facts.year
having count(*) filter (where facts.age is null or sizes.month is null) > 0
{% endtest %}
