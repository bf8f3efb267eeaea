{#- Single or couple with the number of children, four or more together: single_0 to couple_4plus. -#}
{% macro household_type(marital_group, children) -%}
    concat({{ marital_group }}, '_', if({{ children }} >= 4, '4plus', cast({{ children }} as varchar)))
{%- endmacro %}

{#- The persons of a relation with a number each, as a subquery: numbers are counted several times faster than pseudonyms. -#}
{% macro social_numbered(relation) -%}
(
    select
        main_person_pid,
        row_number() over () as recipient_no
    from {{ relation }}
    group by main_person_pid
)
{%- endmacro %}
