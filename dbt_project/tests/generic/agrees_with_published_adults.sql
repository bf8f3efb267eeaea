{#-
    Inhabitants of 18 and over, counted from single ages, agree with an independent published table for the years and areas
    both have: within `tolerance` as a share of the published number. A year with a suppressed cell proves nothing.
-#}
{% test agrees_with_published_adults(model, published, tolerance) %}
with adults as (
    select
        delivery_id,
        area_system,
        district_id,
        source_year,
        sum(value) as counted
    from {{ model }}
    where age >= '018'
    group by delivery_id, area_system, district_id, source_year
    having count(*) = count(value)
)

select
    concat(
        'District ', district_id, ', ', source_year, ': ', {{ plain_number('adults.counted') }}, ' inhabitants of 18 and over, but ',
        {{ plain_number('published.value') }}, ' in ', published.delivery_id, ', row ', published.file_row,
        ', expected a difference of at most ', {{ percent(tolerance) }}, '. Ask the data owner of which day each of them is.'
    ) as message
from adults
inner join {{ ref(published) }} as published using (area_system, district_id, source_year)
where abs(adults.counted - published.value) > {{ tolerance }} * published.value
{% endtest %}
