{#- Words of the definitions that several criteria share, as conditions on the codes of the person extract (stp_households). -#}

{#- Highest level none, primary or lower secondary. Unknown is not low: an unregistered education is no answer. -#}
{% macro low_education(column) -%}
    {{ column }} in ('none', 'primary', 'lower_secondary')
{%- endmacro %}

{#- Asia, Africa, Latin America, and Eastern Europe outside the EU. -#}
{% macro non_western(column) -%}
    {{ column }} in ('asia', 'africa', 'latin_america', 'eastern_europe_non_eu')
{%- endmacro %}

{#- The household's income per consumption unit is under 60 % of the median (EU scale) and its capital per unit under 1 G. -#}
{% macro poor() -%}
    low_income = 'yes' and capital_under_1g = 'yes'
{%- endmacro %}

{#- A household of one provider with `least` to `most` children; four stands for four or more. -#}
{% macro single_parent(least=1, most=4) -%}
    household_type in (
        {%- for children in range(least, most + 1) -%}
        'single_parent_{{ '4plus' if children == 4 else children }}'{{ ', ' if not loop.last }}
        {%- endfor -%}
    )
{%- endmacro %}

{#- A household with a child under 18. -#}
{% macro with_children() -%}
    (household_type = 'couple_with_children' or {{ single_parent() }})
{%- endmacro %}

{#- Ages 18 to 67: 67 is a group of its own because working age ends with it. -#}
{% macro aged_18_67() -%}
    age_group in ('18_19', '20_29', '30_49', '50_66', '67')
{%- endmacro %}

{#-
    Whom the three main criteria of the proposal count. They stand here together, and the models and the test
    counted_at_most_once both read them here, because no person may be counted by more than one of them.
-#}
{% macro main_criterion(criterion_id) -%}
    {%- if criterion_id == 'living_alone_low_income_low_education' -%}
        household_type = 'living_alone' and {{ aged_18_67() }} and low_income = 'yes' and {{ low_education('education') }}
    {%- elif criterion_id == 'persons_poor_child_households' -%}
        household_type = 'couple_with_children' and {{ poor() }}
    {%- elif criterion_id == 'persons_poor_single_parent_households' -%}
        {{ single_parent() }} and {{ poor() }}
    {%- else -%}
        {{ exceptions.raise_compiler_error(criterion_id ~ ' is not one of the three main criteria.') }}
    {%- endif -%}
{%- endmacro %}
