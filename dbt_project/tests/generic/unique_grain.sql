{#- One row per combination of `columns` (names or expressions): a second row would be counted twice in every sum after it. -#}
{% test unique_grain(model, columns) %}
select
    count(*) as found_rows,
    concat(
        {{ naming(columns) }}, ': ', count(*), ' rows where one is expected in {{ model.identifier }}. ',
        'Find the two rows in the delivery or the seed and remove one.'
    ) as message
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}
