{#-
    A decision names the document it rests on, its years are in order, and no budget year has two decisions for one `key`.
    Two rows valid in one year would be applied twice.
-#}
{% test decisions_sound(model, key, valid_from='valid_from_budget_year', valid_to='valid_to_budget_year') %}
with decisions as (
    select
        *,
        {{ valid_from }} as first_year,
        coalesce({{ valid_to }}, 9999) as last_year,
        lead({{ valid_from }}) over (partition by {{ key | join(', ') }} order by {{ valid_from }}) as next_first_year
    from {{ model }}
),

judged as (
    select
        *,
        case
            when coalesce(trim(decision_ref), '') = '' then 'has no decision_ref. Name the document and table it rests on.'
            when first_year is null then 'has no first budget year.'
            when last_year < first_year then concat('ends in ', last_year, ' before it begins in ', first_year, '.')
            when next_first_year <= last_year
                then concat('overlaps the next decision, which begins in ', next_first_year, '. End the older one the year before.')
        end as fault
    from decisions
)

select concat('{{ model.identifier }}, ', {{ naming(key) }}, ', from ', first_year, ': ', fault) as message
from judged
where fault is not null
{% endtest %}
