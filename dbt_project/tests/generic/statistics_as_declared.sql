{#-
    The catalogue knows every statistic, and the districts add up to the city as it says. The message names the statistic and never a
    number: a small difference is a small cell.
-#}
{% test statistics_as_declared(model) %}
with found as (
    select
        family,
        statistic_id,
        year,
        month,
        category,
        sum(value) filter (where district_id <> {{ social_city() }}) as districts,
        max(value) filter (where district_id = {{ social_city() }}) as city
    from {{ model }}
    group by family, statistic_id, year, month, category
),

judged as (
    select
        found.*,
        case
            when catalogue.statistic_id is null then 'is not in the catalogue (seeds/codes/social_statistics.csv)'
            when catalogue.family <> found.family then 'is made in another family than the catalogue says'
            -- a twelfth is rounded to six decimals in each of 15 districts
            when catalogue.additivity = 'exact' and abs(districts - city) > 0.0001
                then 'is additive, but the districts do not sum to the city'
            when catalogue.additivity = 'not_below_total' and districts < city - 0.0001
                then 'cannot be less in the districts than in the city, but is'
            when catalogue.additivity = 'not_above_total' and districts > city + 0.0001
                then 'cannot be more in the districts than in the city, but is'
            when catalogue.additivity = 'city_only' and districts is not null then 'is for the city alone, but has district rows'
        end as fault
    from found
    left join {{ ref('social_statistics') }} as catalogue on found.statistic_id = catalogue.statistic_id
)

select
    concat(
        statistic_id, ' ', year, coalesce('-' || lpad(cast(month as varchar), 2, '0'), ''), ', ', category, ': ', fault, '. ',
        'Look for a model that gives a person to two districts, or correct the catalogue.'
    ) as message
from judged
where fault is not null
{% endtest %}
