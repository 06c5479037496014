"""gongpei: the shared parcel-delivery day of a county, planned and judged."""
