-- Low-education index: the share of inhabitants 20-49 with low education in the district, divided by the city's share.
{{ district_index(part='low_education_persons', base='education_base_persons') }}
