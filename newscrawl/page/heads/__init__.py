"""What stands at an article's head: headline, standfirst, breadcrumbs."""
