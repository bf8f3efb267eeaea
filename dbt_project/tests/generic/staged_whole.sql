{#-
    Every landed row is staged, once, with a known area and (when the source has criteria) a known criterion. An unknown
    label is an error that names file and row: it is never dropped, because a dropped row is money moved in silence.
-#}
{% test staged_whole(model, source_id, counts=false) %}
with row_numbers as (
    select
        (select count(*) from {{ source('landed', source_id) }}) as landed_rows,
        (select count(*) from {{ model }}) as staged_rows
),

nameless as (
    select
        delivery_id,
        file_row,
        'area' as what,
        area_label as label,
        'seeds/geography/area_aliases.csv' as home
    from {{ model }}
    where district_id is null
    {%- if counts %}
    union all
    select
        delivery_id,
        file_row,
        'criterion' as what,
        measure as label,
        'seeds/codes/criterion_labels.csv' as home
    from {{ model }}
    where criterion_id is null
    {%- endif %}
)

select
    concat(
        delivery_id, ', row ', file_row, ': ', what, ' "', label, '" is not known. Expected one of the names in ', home,
        '. Correct the delivery, or add the name there if it is a new spelling.'
    ) as message
from nameless
union all
select
    concat(
        '{{ source_id }}: ', landed_rows, ' rows are landed but ', staged_rows, ' are staged. ',
        'A label stands twice in an alias or label seed: remove the second row.'
    ) as message
from row_numbers
where landed_rows <> staged_rows
{% endtest %}
