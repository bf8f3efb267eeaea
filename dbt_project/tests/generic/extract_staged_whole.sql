{#-
    Every landed row of an extract is staged, once, and has a district; of a snapshot, every row of the newest. The message names
    files and codes, never a person.
-#}
{% test extract_staged_whole(model, source_id, snapshot=false) %}
with landed as (
    select
        delivery_id,
        count(*) as landed_rows
    from {{ source('personal', source_id) }}
    {%- if snapshot %}
    where delivery_id = (select max(delivery_id) from {{ source('personal', source_id) }})
    {%- endif %}
    group by delivery_id
),

staged as (
    select
        delivery_id,
        count(*) as staged_rows
    from {{ model }}
    group by delivery_id
)

select
    concat(
        coalesce(landed.delivery_id, staged.delivery_id), ': ', coalesce(landed_rows, 0), ' rows are landed but ',
        coalesce(staged_rows, 0), ' are staged. A district stands twice in seeds/geography/area_aliases.csv: remove the second row.'
    ) as message
from landed
full outer join staged on landed.delivery_id = staged.delivery_id
where landed_rows is distinct from staged_rows
union all
select
    concat(
        delivery_id, ', row ', min(file_row), case count(*) when 1 then '' else concat(' and ', count(*) - 1, ' more') end,
        ': district "', coalesce(district_code, '(empty)'), '" is not known. Add it to seeds/geography/area_aliases.csv.'
    ) as message
from {{ model }}
where district_id is null
group by delivery_id, district_code
{% endtest %}
