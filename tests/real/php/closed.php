<?php
// A plugin that keeps everybody out of the REST API.
add_filter('rest_authentication_errors', fn ($error) =>
    is_user_logged_in() ? $error : new WP_Error('rest_not_logged_in', 'No.', ['status' => 401]));
