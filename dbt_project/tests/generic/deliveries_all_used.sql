{#-
    What is derived from cells must still use all of them: every delivery, year and district in the staging tables named by
    `staged` has a criterion value that rests on that delivery. A delivered year that no model picks up is found here.
-#}
{% test deliveries_all_used(model, staged) %}
with delivered as (
    {%- for name in staged %}
    select
        '{{ name }}' as staged_in,
        area_system,
        delivery_id,
        source_year,
        district_id
    from {{ ref(name) }}
    where level = 'district'
    {{ 'union distinct' if not loop.last }}
    {%- endfor %}
)

select
    concat(
        delivery_id, ': ', count(*), ' districts of source year ', source_year, ' (', min(district_id), ' and others) are in ', staged_in,
        ' but no criterion value rests on them. Write the model of the criterion that uses them, or run refresh.'
    ) as message
from delivered
anti join {{ model }} using (area_system, delivery_id, source_year, district_id)
group by staged_in, delivery_id, source_year
{% endtest %}
