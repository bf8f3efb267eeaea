-- Out-migration index: those 20-49 who moved out of the district in the year per inhabitant (mean of the year), divided by the
-- same rate for the city.
{{ district_index(part='out_migrants', base='migration_base_persons') }}
