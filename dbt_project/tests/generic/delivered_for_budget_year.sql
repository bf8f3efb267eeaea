{#-
    Counts delivered for a budget year are of the year that budget uses (budget year minus lag). Last year's file sent again
    as this year's is refused here, before any key is computed from it.
-#}
{% test delivered_for_budget_year(model) %}
with series as (
    select
        counts.delivery_id,
        counts.area_system,
        counts.criterion_id,
        counts.source_year,
        counts.for_budget_year,
        min(counts.file_row) as first_row
    from {{ model }} as counts
    where counts.for_budget_year is not null
    group by all
),

judged as (
    select
        series.*,
        series.for_budget_year - coalesce(lags.lag, normal.lag) as expected_source_year
    from series
    left join {{ ref('lags') }} as lags
        on
            series.area_system = lags.area_system
            and series.criterion_id = lags.criterion_id
            and {{ valid_in('lags', 'series.for_budget_year') }}
    left join ({{ normal_lags() }}) as normal on series.criterion_id = normal.criterion_id
)

select
    concat(
        delivery_id, ', from row ', first_row, ': criterion ', criterion_id, ' is of ', source_year,
        ' but the file was delivered for budget year ', for_budget_year, ', which uses ', expected_source_year,
        '. Send that year, or decide another lag in seeds/decisions/lags.csv.'
    ) as message
from judged
where source_year <> expected_source_year
{% endtest %}
