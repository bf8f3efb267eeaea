{#- A code column holds only the codes the models know how to treat. -#}
{% test allowed_values(model, column, codes) %}
select
    concat(
        '{{ model.identifier }}: {{ column }} is "', {{ column }}, '", expected one of {{ codes | join(", ") }}. Correct the seed.'
    ) as message
from {{ model }}
where {{ column }} is null or {{ column }} not in ('{{ codes | join("', '") }}')
{% endtest %}
