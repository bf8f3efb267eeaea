{#-
    Shares over the districts sum to 1. The tolerance is far below a krone of the largest frame and only covers that each
    share is rounded to 18 decimals.
-#}
{% test sums_to_one(model, share, group_by, tolerance=0.000000000001) %}
select
    concat(
        {{ naming(group_by) }}, ': {{ share }} sums to ', coalesce(cast(sum({{ share }}) as varchar), '(empty)'),
        ' over the districts, expected 1. Look for a missing or doubled district in {{ model.identifier }}.'
    ) as message
from {{ model }}
group by {{ group_by | join(', ') }}
having sum({{ share }}) is null or abs(sum({{ share }}) - 1) > {{ tolerance }}
{% endtest %}
