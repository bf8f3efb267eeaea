{#- A count of persons, households or dwellings is a whole number: a decimal means that a share or a rounded table was sent. -#}
{% test whole_counts(model) %}
select
    concat(
        'Criterion ', criterion_id, ', source year ', source_year, ', district ', district_id, ': found ',
        {{ plain_number('value') }}, ' ', unit, ', expected a whole number (', delivery_id, ', row ', delivered_rows,
        '). Ask the data owner for counts, not shares.'
    ) as message
from {{ model }}
where unit in ('persons', 'households', 'dwellings') and value <> round(value)
{% endtest %}
