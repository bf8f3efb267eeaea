{#- A count or an index of need cannot be below zero: a negative would take money from its district and give it to the others. -#}
{% test not_negative(model) %}
select
    concat(
        'Criterion ', criterion_id, ', source year ', source_year, ', district ', district_id, ': found ',
        {{ plain_number('value') }}, ', expected zero or more (', delivery_id, ', row ', delivered_rows,
        '). Ask the data owner which sign is right.'
    ) as message
from {{ model }}
where value < 0
{% endtest %}
