<?php
/**
 * What the site's owner has entered.
 *
 * @package CarBot
 */

defined( 'ABSPATH' ) || exit;

/**
 * The plugin's one option: an array, read with its defaults and never stored unchecked.
 */
final class CarBot_Options {

	const NAME = 'carbot';

	const DEFAULTS = array(
		'server'        => '',
		'client_key'    => '',
		'position'      => 'bottom-right',
		'primary_color' => '',
		'locale'        => '',
		'label'         => '',
		'scope'         => 'everywhere',
	);

	const POSITIONS = array( 'bottom-right', 'bottom-left', 'center' );
	const LOCALES   = array( '', 'de', 'en', 'tr' );
	const SCOPES    = array( 'everywhere', 'shortcode' );

	/**
	 * The stored values, with defaults where there is none.
	 *
	 * @return array<string, string>
	 */
	public static function read() {
		$stored = get_option( self::NAME, array() );
		$stored = is_array( $stored ) ? array_filter( $stored, 'is_string' ) : array();
		return array_merge( self::DEFAULTS, array_intersect_key( $stored, self::DEFAULTS ) );
	}

	/**
	 * Whether the chat can be shown.
	 *
	 * @param array<string, string> $options Values of self::read().
	 * @return bool
	 */
	public static function are_complete( $options ) {
		return '' !== $options['server'] && '' !== $options['client_key'];
	}

	/**
	 * Checks what was entered. What is not valid is named, and its old value kept.
	 *
	 * @param mixed $entered Fields of the form.
	 * @return array<string, string>
	 */
	public static function sanitize( $entered ) {
		$values  = self::read();
		$entered = is_array( $entered ) ? array_filter( $entered, 'is_string' ) : array();
		$fields  = array(
			'server'        => __( 'The server is an address like https://chat.example.com, without a path.', 'carbot' ),
			'client_key'    => __( 'The client key begins with cb_prod_ or cb_test_, followed by 32 characters.', 'carbot' ),
			'primary_color' => __( 'The colour is written like #0f62fe.', 'carbot' ),
			'position'      => __( 'This position is unknown.', 'carbot' ),
			'locale'        => __( 'This language is unknown.', 'carbot' ),
			'scope'         => __( 'This choice of pages is unknown.', 'carbot' ),
		);
		foreach ( $fields as $name => $complaint ) {
			if ( ! isset( $entered[ $name ] ) ) {
				continue;
			}
			$value = self::parse( $name, trim( $entered[ $name ] ) );
			if ( null === $value ) {
				add_settings_error( self::NAME, 'carbot_' . $name, $complaint );
			} else {
				$values[ $name ] = $value;
			}
		}
		if ( isset( $entered['label'] ) ) {
			$values['label'] = mb_substr( sanitize_text_field( $entered['label'] ), 0, 60 );
		}
		return $values;
	}

	/**
	 * One value, or null where it is not valid.
	 *
	 * @param string $name  Name of the field.
	 * @param string $value What was entered.
	 * @return string|null
	 */
	private static function parse( $name, $value ) {
		switch ( $name ) {
			case 'server':
				return '' === $value ? '' : self::parse_origin( $value );
			case 'client_key':
				return '' === $value || preg_match( '/\Acb_(prod|test)_[a-f0-9]{32}\z/', $value ) ? $value : null;
			case 'primary_color':
				return '' === $value || preg_match( '/\A#[0-9a-f]{6}\z/i', $value ) ? strtolower( $value ) : null;
			case 'position':
				return in_array( $value, self::POSITIONS, true ) ? $value : null;
			case 'locale':
				return in_array( $value, self::LOCALES, true ) ? $value : null;
			case 'scope':
				return in_array( $value, self::SCOPES, true ) ? $value : null;
		}
		return null;
	}

	/**
	 * Scheme, host and port of an address that has nothing else; http on this machine only.
	 *
	 * @param string $value What was entered.
	 * @return string|null
	 */
	private static function parse_origin( $value ) {
		$value = strtolower( rtrim( $value, '/' ) );
		if ( ! preg_match( '/\A(https?):\/\/([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::[0-9]{1,5})?\z/', $value, $parts ) ) {
			return null;
		}
		$is_local = in_array( $parts[2], array( 'localhost', '127.0.0.1' ), true );
		return 'https' === $parts[1] || $is_local ? $value : null;
	}
}
