"""The builder of Exempellän: a made-up county, written as publishers would publish it."""
