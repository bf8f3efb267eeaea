{#- Every id in `column` (a name or list of names) exists in the seed it points to: a misspelt id would drop its rows in a join. -#}
{% test known_ids(model, references) %}
{%- for reference in references %}
{%- set columns = [reference.column] if reference.column is string else reference.column %}
select
    concat(
        '{{ model.identifier }}: ', {{ naming(columns) }}, ' is not in {{ reference.seed }}. ',
        'Correct the id, or add it there first.'
    ) as message
from (select distinct {{ columns | join(', ') }} from {{ model }}) as used
anti join {{ ref(reference.seed) }} using ({{ columns | join(', ') }})
where {{ columns[0] }} is not null
{{ 'union all' if not loop.last }}
{%- endfor %}
{% endtest %}
