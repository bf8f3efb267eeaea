{#- How many members of a household meet a condition. -#}
{% macro members_where(condition) -%}
    cast(count(*) filter (where {{ condition }}) as integer)
{%- endmacro %}

{#- A child below the age limit, whatever the custody. -#}
{% macro is_child() -%}
    role_code = 'child' and age < {{ var('social_child_age') }}
{%- endmacro %}
