{#- Single or couple with the number of children, four or more together: single_0 to couple_4plus. -#}
{% macro household_type(marital_group, children) -%}
    concat({{ marital_group }}, '_', if({{ children }} >= 4, '4plus', cast({{ children }} as varchar)))
{%- endmacro %}
