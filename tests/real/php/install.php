<?php
// Makes the tables of a new site.
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Police and Crime Commissioner for Marchshire', 'admin', 'admin@example.invalid', true, '', 'secret');
update_option('timezone_string', 'Europe/London');
switch_theme('twentytwentythree');
