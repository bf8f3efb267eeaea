{#-
    Where a delivery holds a city row, its parts (districts and rest groups) equal it, for each combination of `dimensions`:
    within the declared tolerance (no_rest), leaving a rest for persons without a district that is not negative and not above
    the declared share (derived_rest), or within the noise of that many cells (noisy_rest: tolerance x square root of their
    number; their difference is no count of anything and is not printed). A cell that is not printed counts with what is known
    of it, never as zero: suppressed with its bounds, missing as zero or more (`negative`: as anything), so that the city must
    lie between the lowest and the highest the parts can add up to. A category not in use is nothing.
-#}
{% test city_total_reconciles(model, source_id, dimensions=[], negative=false) %}
{%- set series = ['delivery_id', 'measure', 'source_year'] + dimensions %}
with cells as (
    select
        *,
        case status when 'not_applicable' then 0 {{ "when 'missing' then 0" if not negative }} else value_min end as lowest,
        case status when 'not_applicable' then 0 else value_max end as highest
    from {{ model }}
),

totals as (
    select
        {{ series | join(', ') }},
        {%- for side, bound in [('city', 'lowest'), ('city', 'highest'), ('parts', 'lowest'), ('parts', 'highest')] %}
        {%- set of_side = "level " ~ ('=' if side == 'city' else '<>') ~ " 'city'" %}
        case when count(*) filter (where {{ of_side }} and {{ bound }} is null) = 0 then sum({{ bound }}) filter (where {{ of_side }}) end
            as {{ side }}_{{ 'min' if bound == 'lowest' else 'max' }},
        {%- endfor %}
        count(*) as cells
    from cells
    group by {{ series | join(', ') }}
    having count(*) filter (where level = 'city' and value is not null) > 0
),

judged as (
    select
        totals.*,
        rules.rule,
        -- what cannot be explained: how far the city lies above the highest, or below the lowest, the parts can add up to
        totals.city_min - totals.parts_max as above,
        totals.parts_min - totals.city_max as below,
        case
            when rules.rule is null then 'a rule for this source in seeds/geography/rest_group_rules.csv'
            when rules.rule = 'no_rest' and (above > rules.tolerance or below > rules.tolerance)
                then concat('no rest beyond ', {{ plain_number('rules.tolerance') }}, ' (', rules.tolerance_reason, ')')
            when rules.rule = 'noisy_rest' and greatest(above, below) > ceil(rules.tolerance * sqrt(totals.cells))
                then concat('agreement within the noise of ', totals.cells, ' cells (', rules.tolerance_reason, ')')
            when rules.rule = 'derived_rest' and below > rules.tolerance then 'a rest of zero or more'
            when rules.rule = 'derived_rest' and above > rules.max_rest_share * totals.city_max
                then concat('a rest of at most ', {{ percent('rules.max_rest_share') }}, ' of the city')
        end as expected
    from totals
    left join {{ ref('rest_group_rules') }} as rules on rules.source_id = '{{ source_id }}'
)

select
    concat(
        delivery_id, ', ', measure, ', source year ', source_year, {% for column in dimensions %}', {{ column }} ', {{ column }}, {% endfor %}
        ': the city row is ', {{ from_to('city_min', 'city_max') }}, ' and its parts add up to ', {{ from_to('parts_min', 'parts_max') }},
        case when rule = 'noisy_rest' then '' else concat(' (rest ', {{ from_to('above', '-below') }}, ')') end,
        ', expected ', expected, '. Ask the data owner which number is wrong.'
    ) as message
from judged
where expected is not null
{% endtest %}
