<?php
// A plugin that keeps everybody out of the REST API, with the status in a file beside it.
add_filter('rest_authentication_errors', fn ($error) =>
    is_user_logged_in() ? $error
        : new WP_Error('rest_closed', 'No.', ['status' => (int) file_get_contents(__DIR__ . '/closed.txt')]));
