{#- True when `year` lies in the budget years for which the decision row `alias` is valid; an empty end means until further notice. -#}
{% macro valid_in(alias, year) -%}
    {{ year }} between {{ alias }}.valid_from_budget_year and coalesce({{ alias }}.valid_to_budget_year, 9999)
{%- endmacro %}

{#- True when the area `alias` existed on 1 January of `year`. -#}
{% macro area_existed(alias, year) -%}
    make_date({{ year }}, 1, 1) between {{ alias }}.valid_from and coalesce({{ alias }}.valid_to, date '9999-12-31')
{%- endmacro %}
